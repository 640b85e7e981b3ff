import { together } from '../support/together.ts'

await together(new URL('./accounts/', import.meta.url))
