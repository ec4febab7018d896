/* scenarios.c -- the table of all scenarios, and what they are made from. */
#include "scenarios.h"

const scenario *scenario_at(size_t i)
{
    static const scenario *const tables[] = {dict_scenarios, list_scenarios,        tree_scenarios,
                                             heap_scenarios, transaction_scenarios, lifetime_scenarios};
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++)
        for (const scenario *s = tables[t]; s->name; s++)
            if (!i--)
                return s;
    return NULL;
}

mmf_value tree_value(mmf_ns *ns, int depth)
{
    if (!depth)
        return fill('l', 40);
    mmf_item *items = keep(3 * sizeof *items);
    mmf_value *values = keep(2 * sizeof *values);
    values[0] = fill('v', 9);
    values[1] = tree_value(ns, depth - 1);
    items[0] = (mmf_item){text_key(ns, "below"), list_value(values, 2)};
    items[1] = (mmf_item){long_key(ns, depth), fill('t', 100)};
    items[2] = (mmf_item){int_key(ns, depth), int_value(depth)};
    return dict_value(items, 3);
}

mmf_item *int_items(mmf_ns *ns, int from, int count, size_t length)
{
    mmf_item *items = keep((size_t)count * sizeof *items);
    for (int i = 0; i < count; i++)
        items[i] = (mmf_item){int_key(ns, from + i), fill((char)('a' + (from + i) % 26), length)};
    return items;
}

mmf_value *int_values(int from, int count)
{
    mmf_value *values = keep((size_t)count * sizeof *values);
    for (int i = 0; i < count; i++)
        values[i] = int_value(from + i);
    return values;
}

static mmf_ref ref_of(mmf_out *out, mmf_ns *ns)
{
    CHECK(mmf_tag_is_container(mmf_cell_tag(out->cell)));
    mmf_ref ref = mmf_out_ref(out, ns);
    mmf_out_clear(out);
    return ref;
}

mmf_ref child(mmf_ns *ns, const char *name)
{
    mmf_out out;
    mmf_ref root = mmf_root(ns);
    mmf_key key = text_key(ns, name);
    mmf_out_init(&out);
    CHECK_OK(mmf_dict_get(&root, &key, &out));
    return ref_of(&out, ns);
}

mmf_ref item_of(const mmf_ref *list, int64_t index)
{
    mmf_out out;
    mmf_out_init(&out);
    CHECK_OK(mmf_list_get(list, index, &out));
    return ref_of(&out, list->ns);
}
