import { together } from '../support/together.ts'

await together(new URL('./findings/', import.meta.url))
