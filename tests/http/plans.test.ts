import { together } from '../support/together.ts'

await together(new URL('./plans/', import.meta.url))
