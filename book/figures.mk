# book/figures.mk - the models as WebAssembly, for the build and the pages.
#
# The same sources that the grader links (model/src), behind the exports of
# model/wasm.  No libc: -mbulk-memory turns copies into instructions, where the
# compiler would call memcpy.  build/book/model.wasm is read by book/lib/live.mjs;
# build/site/model.wasm.js is the same bytes as a script, because a page from a
# disk may not fetch.  build/book/figures-native is the comparison of the tests.
WASM_CC    ?= clang
WASM_C     := $(wildcard model/wasm/*.c)
WASM_MODEL := $(wildcard $(addprefix model/src/,lapic*.c x2apic.c ioapic*.c \
                apic_bus.c i8259*.c msi.c pci_*.c edu.c soft_pci*.c rng.c))
WASM_H     := $(wildcard model/wasm/*.h model/src/*.h model/include/model/*.h \
                model/regs/hw/*.h)
WASM_ROOTS := -Imodel/regs -Imodel/include -Imodel/wasm
WASM_BYTES := 262144
WASM_FLAGS := --target=wasm32 -std=c11 -Os $(filter-out -W%prototypes,$(WARNINGS)) \
                -ffreestanding -nostdlib -mbulk-memory
comma      := ,
WASM_LINK  := $(addprefix -Wl$(comma),--no-entry --strip-all --stack-first -z \
                stack-size=16384 --initial-memory=$(WASM_BYTES) \
                --max-memory=$(WASM_BYTES) --export=__heap_base)

BOOK_FIGURES := build/book/model.wasm build/site/model.wasm.js \
                  build/book/viewer.js build/book/viewer.css

TEST_NEEDS += build/book/figures-native

build/book/model.wasm: $(WASM_C) $(WASM_MODEL) $(WASM_H)
	$(call say,WASM)
	@mkdir -p $(@D)
	$(Q)$(WASM_CC) $(WASM_FLAGS) $(WASM_ROOTS) $(WASM_C) $(WASM_MODEL) \
	    $(WASM_LINK) -o $@

build/site/model.wasm.js: build/book/model.wasm
	$(call say,JS)
	@mkdir -p $(@D)
	$(Q){ printf '/* The models of model/, as WebAssembly in base64. */\n'; \
	    printf '(globalThis.pic2pi = globalThis.pic2pi || {}).wasm =\n"'; \
	    base64 -w0 $<; printf '";\n'; } >$@.new
	$(Q)mv $@.new $@

# The viewer alone, in one script and one sheet, for the grader's HTML report:
# it shows a report without any model.
VIEWER_JS  := $(addprefix book/,figures/words.js figures/strip.js \
                viewer/read.js viewer/replay.js viewer/record.js \
                viewer/viewer.js)
VIEWER_CSS := book/figures/figures.css book/viewer/viewer.css

build/book/viewer.js: $(VIEWER_JS)
build/book/viewer.css: $(VIEWER_CSS)
build/book/viewer.js build/book/viewer.css:
	@mkdir -p $(@D)
	$(Q)cat $^ >$@

build/book/figures-native: tests/browser/figures_native.c $(WASM_C) $(WASM_H) \
                           $(MODEL_LIB)
	$(call say,LD)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(WASM_ROOTS) tests/browser/figures_native.c $(WASM_C) \
	    $(MODEL_LIB) -o $@
