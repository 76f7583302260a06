import { app, dialog, type BrowserWindow } from 'electron'
import { join } from 'node:path'

/** The system's dialogs that ask for a file. They begin among the person's documents. */

interface FileDialogParts {
  /** In front of which it stands; undefined: of none. */
  readonly window: BrowserWindow | undefined
  readonly title: string
  readonly kind: { readonly name: string; readonly extension: string }
}

const filtersOf = ({ kind: { name, extension } }: FileDialogParts) => [
  { name, extensions: [extension] },
]

/**
 * Where a file is to be written. Absolute; null: the person thought better of it.
 * @param name of the file, with its extension
 */
export const chooseTarget = async (
  parts: FileDialogParts,
  name: string,
): Promise<string | null> => {
  const options = {
    title: parts.title,
    defaultPath: join(app.getPath('documents'), name),
    filters: filtersOf(parts),
    properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const],
  }
  const { canceled, filePath } = await (parts.window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(parts.window, options))
  return canceled || filePath === '' ? null : filePath
}

/** Which file is to be read. Absolute; null: the person thought better of it. */
export const chooseSource = async (parts: FileDialogParts): Promise<string | null> => {
  const options = {
    title: parts.title,
    defaultPath: app.getPath('documents'),
    filters: filtersOf(parts),
    properties: ['openFile' as const],
  }
  const { canceled, filePaths } = await (parts.window === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parts.window, options))
  return canceled ? null : (filePaths[0] ?? null)
}
