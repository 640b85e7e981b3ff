import { together } from '../support/together.ts'

await together(new URL('./counting/', import.meta.url))
