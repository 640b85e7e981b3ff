import { together } from '../support/together.ts'

await together(new URL('./handling/', import.meta.url))
