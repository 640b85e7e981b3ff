import { together } from '../support/together.ts'

await together(new URL('./signing/', import.meta.url))
