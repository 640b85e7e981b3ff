import { together } from '../support/together.ts'

await together(new URL('./evidence/', import.meta.url))
