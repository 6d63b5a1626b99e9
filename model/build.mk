# model/build.mk - the models, for the host; book/figures.mk builds them as
# WebAssembly.
#
# -ffreestanding and these two roots only: a model that includes libc's or
# anyone else's headers does not build.
MODEL_ROOTS := -Imodel/regs -Imodel/include
MODEL_LIB   := build/host/libmodel.a
MODEL_OBJ   := $(patsubst %.c,build/host/%.o,$(wildcard model/src/*.c))

COMPILED += $(MODEL_LIB)

$(MODEL_LIB): $(MODEL_OBJ)
	$(call say,AR)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

$(MODEL_OBJ): build/host/%.o: %.c
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -ffreestanding $(MODEL_ROOTS) -MMD -MP -c $< -o $@

-include $(MODEL_OBJ:.o=.d)
