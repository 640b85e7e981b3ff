import { together } from '../support/together.ts'

await together(new URL('./messages/', import.meta.url))
