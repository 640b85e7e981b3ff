import { together } from '../support/together.ts'

await together(new URL('./sources/', import.meta.url))
