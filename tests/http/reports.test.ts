import { together } from '../support/together.ts'

await together(new URL('./reports/', import.meta.url))
