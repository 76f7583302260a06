import { expect, it } from 'vitest'
import { PillTouch } from '../../../electron/main/windows/pill-touch.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const PILL = { x: 500, y: 700, width: 200, height: 50 }
const ON = { x: 600, y: 720 }
const BESIDE = { x: 480, y: 720 }
const FAR = { x: 0, y: 0 }

const stage = () => {
  const time = new VirtualTime()
  const told: boolean[] = []
  const world = { pointer: FAR, looks: 0 }
  const touch = new PillTouch({
    clock: time.clock,
    bounds: () => PILL,
    pointer: () => {
      world.looks += 1
      return Promise.resolve(world.pointer)
    },
    passClicks: (passes) => told.push(passes),
  })
  return { time, told, world, touch }
}

it('lets clicks through while nobody touches it, and takes them from who rests on it', async () => {
  const { time, told, world, touch } = stage()
  touch.watch(true)
  expect(told).toEqual([true])
  world.pointer = ON
  await time.advanceAsync(2000)
  expect(told).toEqual([true, false])
  world.pointer = BESIDE
  await time.advanceAsync(2000)
  expect(told).toEqual([true, false, true])
})

it('lets the click through of who aims at what lies under it', async () => {
  const { time, told, world, touch } = stage()
  world.pointer = BESIDE
  touch.watch(true)
  for (let click = 0; click < 20; click++) {
    world.pointer = ON
    await time.advanceAsync(200)
    world.pointer = BESIDE
    await time.advanceAsync(200)
  }
  expect(told).toEqual([true])
})

it('looks seldom while the pointer is far away', async () => {
  const { time, world, touch } = stage()
  touch.watch(true)
  await time.advanceAsync(10_000)
  expect(world.looks).toBeLessThanOrEqual(21)
  world.pointer = BESIDE
  await time.advanceAsync(1000)
  const before = world.looks
  await time.advanceAsync(1000)
  expect(world.looks - before).toBe(8)
})

it('takes every click, and watches nobody, where it is no pill in view', async () => {
  const { time, told, world, touch } = stage()
  touch.watch(true)
  touch.watch(true)
  touch.watch(false)
  expect(told).toEqual([true, false])
  const { looks } = world
  await time.advanceAsync(10_000)
  expect(world.looks).toBe(looks)
  expect(time.waiting).toBe(0)
})
