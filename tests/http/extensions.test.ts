import { together } from '../support/together.ts'

await together(new URL('./extensions/', import.meta.url))
