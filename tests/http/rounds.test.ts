import { together } from '../support/together.ts'

await together(new URL('./rounds/', import.meta.url))
