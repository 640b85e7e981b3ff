export { aboutLines, foreignNumber, isAbout, isForeign, keeperOf, originOf, saidBeside, type Keeper, type Origin } from './about.ts'
export { actionCells, type ActionCells, type ActionSaid } from './actionCells.ts'
export { keepImport } from './actions.ts'
export { differing, markOf, saidOnce, type ChangeLine, type FieldChange, type Listed } from './changes.ts'
export { sentWorkbook, showChoose, WORKBOOK } from './pages/choose.ts'
export { showPreview } from './pages/preview.ts'
export { findImport, madeFrom, markApplied, type MadeAction, type SheetImport } from './store.ts'
export {
  columnNamed,
  entriesOf,
  entryOf,
  folded,
  hasTable,
  mergedNotes,
  type CellNote,
  type Entries,
  type Entry,
  type Said,
  type Table,
} from './table.ts'
export { aboutSheet, writeBook, type WrittenSheet } from './writing.ts'
