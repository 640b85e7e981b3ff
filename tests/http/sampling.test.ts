import { together } from '../support/together.ts'

await together(new URL('./sampling/', import.meta.url))
