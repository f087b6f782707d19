// Random choices that are the same for the same seed on every machine.

export class Dice {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
    for (let i = 0; i < 8; ++i) this.#next(); // Seeds that lie side by side shall not begin alike.
  }

  // mulberry32: 32 bits of state are plenty for choosing cases.
  #next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }

  below(count) {
    return this.#next() % count;
  }
  from(least, most) {
    return least + this.below(most - least + 1);
  }
  one(list) {
    return list[this.below(list.length)];
  }
  // True once in `count` times.
  rarely(count) {
    return this.below(count) === 0;
  }
  some(list) {
    return list.filter(() => this.rarely(2));
  }
  times(count, make) {
    return Array.from({ length: count }, make);
  }
}
