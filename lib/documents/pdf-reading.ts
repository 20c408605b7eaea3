/** Reads PDFs for the tests: pages by pdf-lib, text and barcodes by the system's tools where it has them. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument } from "pdf-lib";

/** Whether the machine has a command. */
export function has(command: string): boolean {
  return spawnSync("which", [command]).status === 0;
}

/** Width and height of each page in points. */
export async function pageSizes(bytes: Uint8Array): Promise<[number, number][]> {
  const pdf = await PDFDocument.load(bytes);
  return pdf.getPages().map((page) => [page.getWidth(), page.getHeight()]);
}

/** The text of a PDF, page after page, as a reader sees it. Needs pdftotext. */
export function textOf(bytes: Uint8Array): string[] {
  return inFolder(bytes, (file) => {
    const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
    return text.split("\f").slice(0, -1);
  });
}

/** What a scanner reads from each page printed at 300 dpi, in alphabetical order. Needs pdftoppm and zbarimg. */
export function scanned(bytes: Uint8Array): string[][] {
  return inFolder(bytes, (file, folder) => {
    execFileSync("pdftoppm", ["-r", "300", "-gray", "-png", file, join(folder, "page")]);
    const images = readdirSync(folder).filter((name) => name.endsWith(".png"));
    return images.sort().map((name) => {
      const { stdout } = spawnSync("zbarimg", ["-q", "--raw", join(folder, name)], {
        encoding: "utf8",
      });
      return stdout.split("\n").filter(Boolean).sort();
    });
  });
}

function inFolder<T>(bytes: Uint8Array, run: (file: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "orderflow-pdf-"));
  try {
    const file = join(folder, "document.pdf");
    writeFileSync(file, bytes);
    return run(file, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
