import { together } from '../support/together.ts'

await together(new URL('./dashboard/', import.meta.url))
