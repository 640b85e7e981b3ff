import { together } from '../support/together.ts'

await together(new URL('./links/', import.meta.url))
