export * from './lifecycle.ts'
export * from './disposition.ts'
export { appliedFilters, FLAGS, listHref, listQuery, type ListQuery, type Sort } from './listFilters.ts'
export { DISPOSITION_OF_R, FLAG_SQL, IN_STATEMENT, listReturns, PAGE_SIZE, selectedReturns, type ListedReturn } from './listStore.ts'
