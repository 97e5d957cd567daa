"""Streamlit: how it is started and told, what it watches in each of its releases, its pages."""
