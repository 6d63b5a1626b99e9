#!/bin/sh
# images/mkiso.sh - an ISO that boots our kernels by GRUB2, from BIOS or UEFI.
#
#   mkiso.sh OUT.iso KERNEL.elf "command line"    that kernel at once, no menu
#   mkiso.sh --menu OUT.iso NN-name/kernel.elf...  a menu, an entry for each lab
#
# Written to a USB stick the same file boots too.  SEED in the environment is
# the menu's seed (default 1); GRUB_BEFORE holds lines that GRUB runs
# before it loads the one kernel, with which tests play firmware.  The same
# input gives the same bytes, which is why grub-mkrescue, with its clock in the
# image, is not used.
# Called by images/build.mk, by the grader (grub_iso.c) and by people.
set -eu
LC_ALL=C
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-946684800}
export LC_ALL SOURCE_DATE_EPOCH

grub=/usr/lib/grub
common="normal configfile echo search iso9660 multiboot2 serial terminal sleep"
common="$common part_msdos part_gpt fat halt reboot test memrw"

die()
{
    printf 'mkiso: %s\n' "$*" >&2
    exit 1
}

begin_config()
{
    cat <<END
set timeout=$1
set default=0
set gfxpayload=text
END
}

# The one kernel; GRUB boots it as soon as it has read the file.
single()
{
    cp "$1" "$tree/boot/kernel.elf"
    {
        begin_config 0
        printf '%s\n' "${GRUB_BEFORE:-}"
        printf 'multiboot2 /boot/kernel.elf %s\nboot\n' "$2"
    } >"$tree/boot/grub/grub.cfg"
}

# What follows the folder's name in the menu: the title in its checks.c.
title_of()
{
    sed -n '/^const struct lab /,/^}/s/^ *\.title = "\(.*\)",$/  \1/p' \
        "$(dirname "$0")/../labs/$1/checks.c" 2>/dev/null || :
}

# UEFI leaves graphics, and the kernel writes text.
tell_uefi()
{
    cat <<'END'
function firmware {
    if [ "$grub_platform" = efi ]; then
        echo "Started by UEFI: this screen shows no text from here on."
        echo "Read the serial line COM1 (115200 8N1), or start by BIOS (CSM)."
        sleep 3
    fi
}
END
}

menu()
{
    {
        begin_config 5
        echo 'serial --unit=0 --speed=115200'
        echo 'terminal_input console serial'
        echo 'terminal_output console serial'
        tell_uefi
    } >"$tree/boot/grub/grub.cfg"
    for kernel; do
        name=$(basename "$(dirname "$kernel")")
        cp "$kernel" "$tree/boot/$name.elf"
        cat >>"$tree/boot/grub/grub.cfg" <<END
menuentry "$name$(title_of "$name")" {
    firmware
    multiboot2 /boot/$name.elf seed=${SEED:-1}
}
END
    done
}

# On a PC the core is on the medium it reads; UEFI starts from a small FAT
# image inside the ISO and has to look for the rest.
make_cores()
{
    echo 'search --set=root --file /boot/grub/pic2pi' >"$work/find.cfg"
    : >"$tree/boot/grub/pic2pi"
    grub-mkimage -O i386-pc-eltorito -p /boot/grub \
        -o "$tree/boot/grub/bios.img" $common biosdisk
    grub-mkimage -O x86_64-efi -p /boot/grub -c "$work/find.cfg" \
        -o "$work/BOOTX64.EFI" $common all_video efi_gop
}

make_efi_image()
{
    touch -d "@$SOURCE_DATE_EPOCH" "$work/BOOTX64.EFI"
    mformat -C -i "$tree/boot/grub/efi.img" -f 1440 -N 70693270 ::
    mmd -i "$tree/boot/grub/efi.img" ::/EFI ::/EFI/BOOT
    mcopy -m -i "$tree/boot/grub/efi.img" "$work/BOOTX64.EFI" ::/EFI/BOOT
}

write_iso()
{
    find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    xorriso -report_about FAILURE -as mkisofs -graft-points -quiet -r \
        -V PIC2PI -o "$1" \
        -b boot/grub/bios.img -no-emul-boot -boot-load-size 4 \
        -boot-info-table --grub2-boot-info \
        --grub2-mbr $grub/i386-pc/boot_hybrid.img \
        --efi-boot boot/grub/efi.img -efi-boot-part --efi-boot-image \
        --protective-msdos-label "$tree" 2>"$work/log" || {
        cat "$work/log" >&2
        die "$1 cannot be written"
    }
}

[ $# -ge 3 ] || {
    sed -n '4,5s/^# *//p' "$0" >&2
    exit 2
}
for tool in grub-mkimage mformat xorriso; do
    command -v $tool >/dev/null ||
        die "$tool is missing: run \`make deps GROUP=image\`"
done
make=single
if [ "$1" = --menu ]; then
    make=menu
    shift
fi
out=$1
shift
work=$(mktemp -d "$out.XXXXXX")
trap 'rm -rf "$work"' EXIT
tree=$work/iso
mkdir -p "$tree/boot/grub"
$make "$@"
make_cores
make_efi_image
write_iso "$out"
