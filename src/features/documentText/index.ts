export { findChildData } from './children.ts'
export type { DocumentText, Passage, Table } from './document.ts'
export { CHILD_DATA, type ChildData, type Found } from './found.ts'
export { remarksOn, type Remark } from './remarks.ts'
