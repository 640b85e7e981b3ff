import { together } from '../support/together.ts'

await together(new URL('./establishments/', import.meta.url))
