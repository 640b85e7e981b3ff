import { together } from '../support/together.ts'

await together(new URL('./workbooks/', import.meta.url))
