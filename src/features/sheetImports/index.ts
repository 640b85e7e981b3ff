export { aboutLines, aboutSheet, foreignNumber, isAbout, isForeign, originOf, saidBeside, type Keeper, type WrittenSheet } from './about.ts'
export { actionCells, type ActionSaid } from './actionCells.ts'
export { keeperOf, keepImport, withCells } from './actions.ts'
export { differing, markOf, saidOnce, type FieldChange, type Listed } from './changes.ts'
export * as forgetting from './forgettingActions.ts'
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
  type Entry,
  type Said,
  type Table,
} from './table.ts'
export { writeBook } from './sinks/writing.ts'
