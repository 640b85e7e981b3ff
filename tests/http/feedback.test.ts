import { together } from '../support/together.ts'

await together(new URL('./feedback/', import.meta.url))
