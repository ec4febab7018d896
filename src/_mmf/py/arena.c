/* arena.c -- a bump allocator; its first bytes lie on the caller's stack, so small values need no malloc. */
#include "arena.h"

#define BLOCK_BYTES 4096

void arena_adopt(arena *a, arena_block *block)
{
    block->next = a->blocks;
    a->blocks = block;
}

void *arena_take(arena *a, size_t bytes)
{
    if (bytes > PY_SSIZE_T_MAX / 2)
        return PyErr_NoMemory();
    bytes = (bytes + 15) & ~(size_t)15;
    if (bytes > a->room) {
        /* A big piece gets a block of its own, and the rest of the present one stays in use. */
        bool is_big = bytes > BLOCK_BYTES / 4;
        arena_block *block = PyMem_RawMalloc(sizeof *block + (is_big ? bytes : BLOCK_BYTES));
        if (!block)
            return PyErr_NoMemory();
        arena_adopt(a, block);
        if (is_big)
            return block->data;
        a->at = block->data;
        a->room = BLOCK_BYTES;
    }
    void *taken = a->at;
    a->at += bytes;
    a->room -= bytes;
    return taken;
}

void *arena_take_array(arena *a, size_t count, size_t each)
{
    return count > (size_t)PY_SSIZE_T_MAX / 2 / each ? PyErr_NoMemory() : arena_take(a, count * each);
}

int arena_keep_object(arena *a, PyObject *object)
{
    arena_keep *keep = arena_take(a, sizeof *keep);
    if (!keep)
        return -1;
    keep->next = a->keeps;
    keep->object = Py_NewRef(object);
    a->keeps = keep;
    return 0;
}

void arena_clear(arena *a)
{
    /* Dropping an object may run Python code, and a pending exception must survive it: deallocators see to that. */
    for (arena_keep *keep = a->keeps; keep; keep = keep->next)
        Py_DECREF(keep->object);
    while (a->blocks) {
        arena_block *next = a->blocks->next;
        PyMem_RawFree(a->blocks);
        a->blocks = next;
    }
    a->keeps = NULL;
}
