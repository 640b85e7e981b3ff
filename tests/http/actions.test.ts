import { together } from '../support/together.ts'

await together(new URL('./actions/', import.meta.url))
