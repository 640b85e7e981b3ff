import { together } from '../support/together.ts'

await together(new URL('./keptCounts/', import.meta.url))
