import { together } from '../support/together.ts'

await together(new URL('./publications/', import.meta.url))
