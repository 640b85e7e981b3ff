import { together } from '../support/together.ts'

await together(new URL('./exports/', import.meta.url))
