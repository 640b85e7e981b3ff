import { together } from '../support/together.ts'

await together(new URL('./datasets/', import.meta.url))
