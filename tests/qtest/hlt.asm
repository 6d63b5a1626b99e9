; tests/qtest/hlt.asm - a firmware that does nothing: the CPU halts at once, so
; that a test drives the devices alone, over qtest.  64 KiB, reset vector last.

bits 16
times 0xfff0 db 0x90
reset:
    cli
.stop:
    hlt
    jmp     .stop
times 0x10000 - ($ - $$) db 0
