"""A kit: everything an expert needs to repeat the checks of one case (design 9, last sentence).

values     what a kit holds, as values
shelf      certificates, paths and revocation data, each once
plan       what goes in, from the facts and the report of one case; pure
collect    read the case a second time and hold it against the first
archive    write the ZIP, digests checked again while copying
"""
