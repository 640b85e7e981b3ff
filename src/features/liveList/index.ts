export { appliedFilters, type Flag, FLAGS, listHref, listQuery, type ListQuery, type Sort } from './filters.ts'
export { FOUND_RETURNS_SQL, returnSearchBindings } from './searchStore.ts'
export { askedOfList, type ListedReturn, listReturns, PAGE_SIZE, selectedReturns } from './store.ts'
export { timePassed } from './passedStore.ts'
