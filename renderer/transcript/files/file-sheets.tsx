import { useStore } from '../../bridge/value-store.ts'
import { ExportSheet } from './export-sheet.tsx'
import type { FilesStore } from './files-store.ts'
import { ImportSheet } from './import-sheet.tsx'

/** The dialog that is open, if one is. */
export const FileSheets = ({ files }: { readonly files: FilesStore }) => {
  const view = useStore(files)
  switch (view.shows) {
    case 'nothing':
      return null
    case 'export':
      return <ExportSheet view={view} files={files} />
    case 'import':
      return <ImportSheet view={view} files={files} />
  }
}
