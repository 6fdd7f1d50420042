export { catchUp, followClock, sampleClock } from './clock.ts'
export { fillSample, growSample, samplePeople } from './fill.ts'
export { sample } from './module.ts'
