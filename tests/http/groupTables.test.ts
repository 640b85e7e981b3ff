import { together } from '../support/together.ts'

await together(new URL('./groupTables/', import.meta.url))
