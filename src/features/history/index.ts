export * from './actor.ts'
export { recordEvent, recordEvents, eventsOf, type NewEvent, type HistoryEvent } from './store.ts'
