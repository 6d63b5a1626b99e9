/* book/figures/models.js - the C models, as WebAssembly, for JavaScript.
 *
 * Loads the bytes, gives each figure its own piece of the one memory, and
 * copies that piece: this is all that undo is.  It knows no hardware.  A
 * classic script that fills the one global `pic2pi`; book/lib/live.mjs runs
 * the same file in Node.  The exports are described in model/wasm/figures.h. */
(function (p) {
  'use strict';

  /* LAPIC register offsets, [SDM3 10.4.1] table 10-1. */
  p.LAPIC = { TPR: 0x80, PPR: 0xa0, LDR: 0xd0, DFR: 0xe0, SVR: 0xf0,
    ISR: 0x100, TMR: 0x180, IRR: 0x200, ESR: 0x280,
    ICR_LOW: 0x300, ICR_HIGH: 0x310 };

  /* enum lapic_acceptance of model/lapic.h, in its order. */
  p.ACCEPTANCE = ['accepted', 'coalesced', 'illegal', 'refused', 'masked',
    'held', 'to-core', 'not-mine'];

  /* FIGURE_NOTHING, _IF_0 and _FULL of model/wasm/figures.h. */
  p.NOTHING = -1;
  p.IF_0 = -2;
  p.FULL = -3;

  class Models {
    constructor(instance) {
      this.x = instance.exports;
      this.memory = new Uint8Array(this.x.memory.buffer);
      this.top = (this.x.__heap_base.value + 15) & ~15;
    }

    /* A zeroed piece of memory.  Figures live as long as their page. */
    piece(size) {
      const at = this.top;
      this.top = (at + size + 15) & ~15;
      if (this.top > this.memory.length)
        throw new Error('too many figures on one page for the models\' memory');
      this.memory.fill(0, at, at + size);
      return new Piece(this, at, size);
    }

    /* Use a piece and give it back: for pictures that are drawn once. */
    borrow(use) {
      const top = this.top;
      try { return use(this); } finally { this.top = top; }
    }
  }

  class Piece {
    constructor(models, at, size) {
      this.models = models;
      this.x = models.x;
      this.at = at;
      this.size = size;
    }

    copy() {
      return this.models.memory.slice(this.at, this.at + this.size);
    }

    restore(bytes) { this.models.memory.set(bytes, this.at); }
  }

  p.load = async function (bytes) {
    const { instance } = await WebAssembly.instantiate(bytes, {});
    return new Models(instance);
  };

  p.bytesOf = function (base64) {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  };

  /* ---- what can be seen of the APICs, as plain values ---- */

  /* Vectors whose bit is set in the eight words at `offset`. */
  function vectors(piece, cpu, offset) {
    const list = [];
    for (let word = 0; word < 8; word++) {
      let bits = piece.x.apic_read(piece.at, cpu, offset + 16 * word) >>> 0;
      for (let bit = 0; bits; bit++, bits >>>= 1)
        if (bits & 1) list.push(32 * word + bit);
    }
    return list;
  }

  p.readCpu = function (piece, cpu) {
    const x = piece.x;
    const read = (offset) => x.apic_read(piece.at, cpu, offset) >>> 0;
    const depth = x.apic_depth(piece.at, cpu);
    return {
      cpu,
      irr: vectors(piece, cpu, p.LAPIC.IRR),
      isr: vectors(piece, cpu, p.LAPIC.ISR),
      tmr: vectors(piece, cpu, p.LAPIC.TMR),
      tpr: read(p.LAPIC.TPR), ppr: read(p.LAPIC.PPR),
      ldr: read(p.LAPIC.LDR) >>> 24, dfr: read(p.LAPIC.DFR) >>> 28,
      enabled: (read(p.LAPIC.SVR) & 0x100) !== 0,
      intr: x.apic_intr(piece.at, cpu) !== 0,
      irrv: x.apic_irrv(piece.at, cpu), isrv: x.apic_isrv(piece.at, cpu),
      flag: x.apic_interrupt_flag(piece.at, cpu),
      handlers: Array.from({ length: depth },
        (_, i) => x.apic_handler(piece.at, cpu, i)),
      answer: p.ACCEPTANCE[x.apic_answer(piece.at, cpu)],
    };
  };
})(globalThis.pic2pi = globalThis.pic2pi || {});
