export { compareAnswers, keptCount, readyAnswers } from './actions.ts'
export { roundDocuments, type RoundDocument } from './documentStore.ts'
export { countMovedJob } from './jobs.ts'
export { placesOf, type VersionPlaces } from './places.ts'
