/*
 * model/src/msi.c - reading a message: its format, its destination, its index.
 * Contract: model/msi.h.
 *
 *   address  FEE | destination .. RH DM    data  trigger, mode, vector
 *   address  FEE | handle .. 1 SHV h15     data  sub-handle
 */
#include "model/msi.h"

enum msi_format msi_format_of(const struct msi_message *message)
{
    bool is_interrupt =
        message->address >> 32 == 0 &&
        field_get(message->address, MSI_ADDRESS_PREFIX) == MSI_PREFIX_INTERRUPT;

    if (!is_interrupt)
        return MSI_MEMORY;
    return (message->address & MSI_ADDRESS_REMAPPABLE) != 0 ? MSI_REMAPPABLE
                                                            : MSI_COMPATIBILITY;
}

struct lapic_message msi_decode(const struct msi_message *message)
{
    uint64_t address = message->address, data = message->data;

    if (msi_format_of(message) != MSI_COMPATIBILITY)
        return (struct lapic_message){.sent = false};
    return (struct lapic_message){
        .sent = true,
        .delivery_mode = (uint8_t)field_get(data, MSI_DATA_DELIVERY_MODE),
        .vector = (uint8_t)field_get(data, MSI_DATA_VECTOR),
        .shorthand = LAPIC_SHORTHAND_NONE,
        .dest = (uint32_t)field_get(address, MSI_ADDRESS_DEST),
        .dest_logical = (address & MSI_ADDRESS_LOGICAL) != 0,
        .is_level = (data & MSI_DATA_LEVEL) != 0,
        .is_assert =
            (data & MSI_DATA_LEVEL) == 0 || (data & MSI_DATA_ASSERT) != 0,
    };
}

struct msi_request msi_request_of(const struct msi_message *message)
{
    uint64_t address = message->address;
    struct msi_request request = {.index = 0};

    if (msi_format_of(message) != MSI_REMAPPABLE)
        return request;
    request.index = (uint32_t)field_get(address, MSI_REMAP_HANDLE);
    if ((address & MSI_REMAP_HANDLE_15) != 0)
        request.index |= UINT32_C(1) << 15;
    request.has_subhandle = (address & MSI_REMAP_SHV) != 0;
    if (!request.has_subhandle)
        return request;
    request.index += (uint32_t)field_get(message->data, MSI_REMAP_SUBHANDLE);
    request.is_reserved = (message->data & MSI_REMAP_DATA_RSVD) != 0;
    return request;
}
