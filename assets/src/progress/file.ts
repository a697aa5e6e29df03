/** How a file leaves the page: as a download, or through the device's share sheet. */

/** A text file by its name. Share sheets take plain text and CSV, and refuse JSON. */
export function textFile(name: string, text: string, type = "text/plain"): File {
  return new File([text], name, { type });
}

export function download(file: File): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers begin to read it only later
}

/** Whether this browser can hand a file to another app or device. */
export function shares(): boolean {
  return navigator.canShare?.({ files: [textFile("a.txt", "a")] }) ?? false;
}

/** Opens the share sheet; false where the student closed it. */
export async function share(file: File): Promise<boolean> {
  try {
    await navigator.share({ files: [file] });
    return true;
  } catch (error) {
    if ((error as Error).name === "AbortError") return false;
    throw error;
  }
}
