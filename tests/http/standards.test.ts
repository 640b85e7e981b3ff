import { together } from '../support/together.ts'

await together(new URL('./standards/', import.meta.url))
