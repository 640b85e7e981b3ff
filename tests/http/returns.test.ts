import { together } from '../support/together.ts'

await together(new URL('./returns/', import.meta.url))
