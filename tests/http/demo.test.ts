import { together } from '../support/together.ts'

await together(new URL('./demo/', import.meta.url))
