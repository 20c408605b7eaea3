export type FormAction = (form: FormData) => void | Promise<void>;

export type ShellWorkspace = { readonly id: string; readonly name: string };

export type ShellUser = {
  readonly name: string;
  readonly email: string;
  /** The role's word, as in `Owner`. */
  readonly role: string;
};
