/** The look of a link or button in a menu. Apart from the menu, because server components use it as text. */
export const menuItemClass = "menu-item";
